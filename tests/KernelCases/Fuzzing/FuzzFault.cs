namespace Tapestry.KernelCases.Fuzzing;

/// <summary>How a decoder fails.</summary>
internal enum FuzzFault
{
    /// <summary>It ended in an error that is not a typed refusal.</summary>
    UntypedError,

    /// <summary>It wrote NaN or an infinity.</summary>
    NonFiniteOutput,

    /// <summary>It refused, but not before it had written.</summary>
    WriteBeforeRefusal,

    /// <summary>It allocated more than a refusal costs.</summary>
    UnboundedAllocation,

    /// <summary>It took a changed buffer whose checksum is stale.</summary>
    AcceptedDamage,
}
