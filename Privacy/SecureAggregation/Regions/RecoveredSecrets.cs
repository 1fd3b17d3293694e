namespace Tapestry.Privacy.SecureAggregation.Regions;

/// <summary>What a finished handshake revealed.</summary>
/// <param name="Seeds">Self-mask seeds of the survivors, by member.</param>
/// <param name="Keys">Masking keys of the dropouts, by member.</param>
internal sealed record RecoveredSecrets(
    IReadOnlyDictionary<int, byte[]> Seeds, IReadOnlyDictionary<int, byte[]> Keys);
