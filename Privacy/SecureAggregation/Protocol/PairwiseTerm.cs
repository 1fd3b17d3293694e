using Tapestry.Kernels.Masking;

namespace Tapestry.Privacy.SecureAggregation.Protocol;

/// <summary>A pairwise mask and its sign.</summary>
/// <param name="Member">One end of the pair.</param>
/// <param name="Peer">The other end.</param>
/// <param name="Sign">How the mask enters.</param>
internal readonly record struct PairwiseTerm(int Member, int Peer, MaskSign Sign);
