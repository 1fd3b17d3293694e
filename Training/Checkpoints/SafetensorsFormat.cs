namespace Tapestry.Training.Checkpoints;

/// <summary>Constants of the safetensors format.</summary>
internal static class SafetensorsFormat
{
    /// <summary>The format's own limit on the header, which bounds what a reader allocates before it has checked anything.</summary>
    internal const int MaxHeaderBytes = 100_000_000;

    internal static int BytesOf(SafetensorsType type) => type == SafetensorsType.F32 ? 4 : 2;
}
