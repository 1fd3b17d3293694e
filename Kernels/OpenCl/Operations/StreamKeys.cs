using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Tapestry.Kernels.Keystream;

namespace Tapestry.Kernels.OpenCl;

/// <summary>Initial states of ChaCha20 streams on their way to the device, and off it again after use.</summary>
internal static class StreamKeys
{
    /// <summary>The buffer with one stream in it.</summary>
    public static DeviceBuffer Upload(OpenClSession session, ChaChaState stream) =>
        Upload(session, new Span<ChaChaState>(ref stream));

    /// <summary>The buffer with these streams in it; the host's copy is wiped.</summary>
    public static DeviceBuffer Upload(OpenClSession session, Span<ChaChaState> streams)
    {
        var words = MemoryMarshal.Cast<ChaChaState, uint>(streams);
        try
        {
            var buffer = session.Buffer(DeviceSlot.Keys, (long)words.Length * sizeof(uint));
            buffer.Write<uint>(words);
            return buffer;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(words));
        }
    }

    /// <summary>Overwrites streams on the device, once everything enqueued before has used them.</summary>
    public static void Wipe(DeviceBuffer buffer, int streams = 1)
    {
        Span<ChaChaState> zeros = stackalloc ChaChaState[streams];
        zeros.Clear();
        buffer.Write<ChaChaState>(zeros);
    }
}
