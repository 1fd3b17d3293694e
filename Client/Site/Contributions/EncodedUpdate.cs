namespace Tapestry.Client.Site.Contributions;

/// <summary>An update as it travels.</summary>
/// <param name="Frames">One frame a shard, in order.</param>
/// <param name="Residual">Update minus what the frames decode to, float32; empty when that is zero.</param>
public sealed record EncodedUpdate(IReadOnlyList<ReadOnlyMemory<byte>> Frames, ReadOnlyMemory<float> Residual);
