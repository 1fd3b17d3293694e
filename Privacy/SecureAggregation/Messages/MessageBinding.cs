using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>What every message, key, ciphertext and signature of a handshake is bound to.</summary>
public sealed record MessageBinding
{
    /// <summary>Name of the run.</summary>
    public required string Run { get; init; }

    /// <summary>Number of the round.</summary>
    public required int Round { get; init; }

    /// <summary>Number of the handshake within the round.</summary>
    public required int Attempt { get; init; }

    /// <summary>SHA-256 of all public parameters, the cohort among them.</summary>
    public required Hash256 CohortHash { get; init; }

    /// <summary>SHA-256 of the base model's manifest.</summary>
    public required Hash256 BaseHash { get; init; }

    /// <summary>Version of the charter policy.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>Binding of a handshake.</summary>
    /// <exception cref="SecureAggregationException">The parameters are not sound.</exception>
    public static MessageBinding Of(SecureRoundParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return new MessageBinding
        {
            Run = parameters.Run,
            Round = parameters.Round,
            Attempt = parameters.Attempt,
            CohortHash = parameters.CohortHash(),
            BaseHash = parameters.BaseHash,
            PolicyVersion = parameters.PolicyVersion,
        };
    }

    /// <summary>Name of the first field that differs from the other's; null when none does.</summary>
    internal string? DifferenceFrom(MessageBinding other) =>
        Run != other.Run ? "run"
        : Round != other.Round ? "round"
        : Attempt != other.Attempt ? "attempt"
        : BaseHash != other.BaseHash ? "base hash"
        : PolicyVersion != other.PolicyVersion ? "policy version"
        : CohortHash != other.CohortHash ? "cohort hash"
        : null;

    internal WireWriter WriteTo(WireWriter writer) => writer
        .Text(Run).UInt32(Round).UInt16(Attempt).Hash(CohortHash).Hash(BaseHash).UInt32(PolicyVersion);

    internal static MessageBinding Read(ref WireReader reader) => new()
    {
        Run = reader.Text("run"),
        Round = reader.Int32("round", int.MaxValue),
        Attempt = reader.UInt16("attempt"),
        CohortHash = reader.Hash("cohort hash"),
        BaseHash = reader.Hash("base hash"),
        PolicyVersion = reader.Int32("policy version", int.MaxValue),
    };
}
