namespace Tapestry.Kernels.Encoding;

/// <summary>Header and payload do not have the SHA-256 that the frame states.</summary>
public sealed class ContributionDigestException(string stated, string actual) : ContributionException(
    "digest", stated, $"Contribution frame: digest is {stated} but the bytes have {actual}. Damaged on the way: ask the site to send it again.");
