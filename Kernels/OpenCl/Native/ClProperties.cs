using static System.Text.Encoding;

namespace Tapestry.Kernels.OpenCl;

/// <summary>Reads the properties of one platform or device.</summary>
internal readonly unsafe struct ClProperties(
    delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> read, nint subject, string call)
{
    // Far above any list of extensions; a driver that claims more is broken.
    private const int MaxTextBytes = 1 << 20;

    private readonly delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> read = read;

    public T Number<T>(uint property)
        where T : unmanaged
    {
        T value = default;
        ClErrors.ThrowIfFailed(read(subject, property, (nuint)sizeof(T), &value, null), call);
        return value;
    }

    public string Text(uint property)
    {
        nuint size = 0;
        ClErrors.ThrowIfFailed(read(subject, property, 0, null, &size), call);
        if (size > MaxTextBytes)
        {
            throw new OpenClException($"{call} announces a text of {size} bytes; the limit is {MaxTextBytes}. The driver is broken.");
        }

        var text = new byte[size];
        fixed (byte* bytes = text)
        {
            ClErrors.ThrowIfFailed(read(subject, property, size, bytes, null), call);
        }

        return UTF8.GetString(text).Trim('\0', ' ');
    }
}
