using static System.Text.Encoding;

namespace Tapestry.Kernels.OpenCl;

/// <summary>OpenCL C, compiled for one device.</summary>
internal sealed unsafe class OpenClProgram : IDisposable
{
    // No relaxed arithmetic of any kind: bits must equal the CPU's.
    private const string Options = "-cl-std=CL1.2 -cl-fp32-correctly-rounded-divide-sqrt";

    private readonly OpenClContext context;
    private readonly ClHandle program;

    /// <exception cref="OpenClException">The driver refuses the source; the message holds the compiler's log.</exception>
    public OpenClProgram(OpenClContext context, string source)
    {
        this.context = context;
        var text = UTF8.GetBytes(source);
        fixed (byte* start = text)
        {
            int code;
            var (pointer, length) = ((nint)start, (nuint)text.Length);
            var value = context.Api.CreateProgramWithSource(context.Handle, 1, (byte**)&pointer, &length, &code);
            program = ClHandle.Own(value, context.Api.ReleaseProgram, code, "clCreateProgramWithSource");
        }

        try
        {
            Build();
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    public OpenClKernel Kernel(string name) => new(context, program.Value, name);

    public void Dispose() => program.Dispose();

    private void Build()
    {
        var device = context.Device.Id;
        fixed (byte* options = UTF8.GetBytes(Options + '\0'))
        {
            var code = context.Api.BuildProgram(program.Value, 1, &device, options, 0, 0);
            if (code != ClErrors.Success)
            {
                throw new OpenClException("clBuildProgram", code, Log(device));
            }
        }
    }

    private string Log(nint device)
    {
        nuint size = 0;
        var code = context.Api.GetProgramBuildInfo(program.Value, device, ClInfo.ProgramBuildLog, 0, null, &size);
        if (code != ClErrors.Success || size is 0 or > (1 << 20))
        {
            return "The driver gives no log.";
        }

        var text = new byte[size];
        fixed (byte* bytes = text)
        {
            code = context.Api.GetProgramBuildInfo(program.Value, device, ClInfo.ProgramBuildLog, size, bytes, null);
        }

        return code == ClErrors.Success ? UTF8.GetString(text).Trim('\0', ' ', '\n') : "The driver gives no log.";
    }
}
