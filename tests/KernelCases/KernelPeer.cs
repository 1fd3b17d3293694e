namespace Tapestry.KernelCases;

/// <summary>An operation of <c>peers/kernels_peer.py</c> that a kernel is compared with.</summary>
/// <param name="Operation">Its name there.</param>
/// <param name="Goal">How many times as fast the kernel is to be.</param>
internal sealed record KernelPeer(string Operation, double Goal);
