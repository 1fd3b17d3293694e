namespace Tapestry.Kernels.OpenCl;

/// <summary>Numbers that name properties, flags and kinds in the OpenCL 1.2 API (<c>cl.h</c>).</summary>
internal static class ClInfo
{
    public const uint PlatformName = 0x0902;

    public const ulong DeviceTypeAll = 0xFFFF_FFFF;
    public const uint DeviceType = 0x1000;
    public const uint DeviceMaxComputeUnits = 0x1002;
    public const uint DeviceMaxWorkGroupSize = 0x1004;
    public const uint DeviceMaxMemAllocSize = 0x1010;
    public const uint DeviceSingleFpConfig = 0x101B;
    public const uint DeviceGlobalMemSize = 0x101F;
    public const uint DeviceLocalMemSize = 0x1023;
    public const uint DeviceEndianLittle = 0x1026;
    public const uint DeviceAvailable = 0x1027;
    public const uint DeviceCompilerAvailable = 0x1028;
    public const uint DeviceName = 0x102B;
    public const uint DriverVersion = 0x102D;
    public const uint DeviceVersion = 0x102F;
    public const uint DeviceExtensions = 0x1030;
    public const uint DeviceDoubleFpConfig = 0x1032;

    public const uint ProgramBuildLog = 0x1183;

    public const ulong MemReadWrite = 1;
    public const ulong MapRead = 1;
    public const uint Blocking = 1;
}
