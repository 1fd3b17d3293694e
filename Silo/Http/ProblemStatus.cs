using Microsoft.AspNetCore.Http;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Shards;

namespace Tapestry.Silo.Http;

/// <summary>The HTTP status of every code that the API answers with.</summary>
internal static class ProblemStatus
{
    /// <summary>All codes, as the API's description lists them.</summary>
    public static IReadOnlyDictionary<string, int> All { get; } = new SortedDictionary<string, int>(StringComparer.Ordinal)
    {
        ["id.invalid"] = StatusCodes.Status400BadRequest,
        [RequestRefusalException.Malformed] = StatusCodes.Status400BadRequest,
        [RequestRefusalException.PieceDamaged] = StatusCodes.Status400BadRequest,
        [IdentityException.Missing] = StatusCodes.Status401Unauthorized,
        [IdentityException.ForeignCertificate] = StatusCodes.Status401Unauthorized,
        [IdentityException.ExpiredCertificate] = StatusCodes.Status401Unauthorized,
        [IdentityException.InvalidToken] = StatusCodes.Status401Unauthorized,
        [IdentityException.ExpiredToken] = StatusCodes.Status401Unauthorized,
        [IdentityException.UnknownMember] = StatusCodes.Status403Forbidden,
        [IdentityException.RemovedMember] = StatusCodes.Status403Forbidden,
        [IdentityException.OtherKey] = StatusCodes.Status403Forbidden,
        [IdentityException.WrongRole] = StatusCodes.Status403Forbidden,
        [IdentityException.MissingScope] = StatusCodes.Status403Forbidden,
        [IdentityException.OtherSite] = StatusCodes.Status403Forbidden,
        [ConsortiumException.NotAMember] = StatusCodes.Status403Forbidden,
        [RoundException.NotInvited] = StatusCodes.Status403Forbidden,
        [RoundException.NotInCohort] = StatusCodes.Status403Forbidden,
        [RoundException.OverBudget] = StatusCodes.Status403Forbidden,
        [RequestRefusalException.NotFound] = StatusCodes.Status404NotFound,
        [ConsortiumException.NotFounded] = StatusCodes.Status404NotFound,
        [RunException.NotFound] = StatusCodes.Status404NotFound,
        [RunException.NoSuchModel] = StatusCodes.Status404NotFound,
        [RoundException.NotFound] = StatusCodes.Status404NotFound,
        [RoundException.NoSuchShard] = StatusCodes.Status404NotFound,
        [ShardException.NotFound] = StatusCodes.Status404NotFound,
        ["site.not-registered"] = StatusCodes.Status404NotFound,
        ["blob.not-found"] = StatusCodes.Status404NotFound,
        ["blob.missing"] = StatusCodes.Status404NotFound,
        ["blob.corrupt"] = StatusCodes.Status404NotFound,
        [ConsortiumException.AlreadyFounded] = StatusCodes.Status409Conflict,
        [ConsortiumException.LastOperator] = StatusCodes.Status409Conflict,
        [ConsortiumException.SiteTaken] = StatusCodes.Status409Conflict,
        [ConsortiumException.RosterFull] = StatusCodes.Status409Conflict,
        [RunException.AlreadyExists] = StatusCodes.Status409Conflict,
        [RunException.StaleRound] = StatusCodes.Status409Conflict,
        [RoundException.AlreadyOpen] = StatusCodes.Status409Conflict,
        [RoundException.WrongTicket] = StatusCodes.Status409Conflict,
        [RoundException.Contradiction] = StatusCodes.Status409Conflict,
        [RoundException.TooLate] = StatusCodes.Status409Conflict,
        [ShardException.Contradiction] = StatusCodes.Status409Conflict,
        [ShardException.NothingStaged] = StatusCodes.Status409Conflict,
        [LedgerException.Contradiction] = StatusCodes.Status409Conflict,
        [LedgerException.NotReserved] = StatusCodes.Status409Conflict,
        [RequestRefusalException.UploadMissing] = StatusCodes.Status409Conflict,
        ["blob.upload-offset"] = StatusCodes.Status409Conflict,
        [RequestRefusalException.TooLarge] = StatusCodes.Status413PayloadTooLarge,
        ["blob.too-large"] = StatusCodes.Status413PayloadTooLarge,
        [ConsortiumException.InvalidPolicy] = StatusCodes.Status422UnprocessableEntity,
        [RunException.InvalidDefinition] = StatusCodes.Status422UnprocessableEntity,
        [RoundException.InvalidReport] = StatusCodes.Status422UnprocessableEntity,
        [RoundException.InvalidFrame] = StatusCodes.Status422UnprocessableEntity,
        ["round.weights-impossible"] = StatusCodes.Status422UnprocessableEntity,
        [LedgerException.InvalidBudget] = StatusCodes.Status422UnprocessableEntity,
        [LedgerException.InvalidRelease] = StatusCodes.Status422UnprocessableEntity,
        ["blob.digest-mismatch"] = StatusCodes.Status422UnprocessableEntity,
        [RequestRefusalException.TooMany] = StatusCodes.Status429TooManyRequests,
        [RequestRefusalException.Internal] = StatusCodes.Status500InternalServerError,
        [RequestRefusalException.Unavailable] = StatusCodes.Status503ServiceUnavailable,
        ["blob.store-outage"] = StatusCodes.Status503ServiceUnavailable,
        ["blob.store-unavailable"] = StatusCodes.Status503ServiceUnavailable,
        ["blob.upload-in-use"] = StatusCodes.Status503ServiceUnavailable, // It ends: its request does, or a dead silo's lease.
        ["blob.store-full"] = StatusCodes.Status507InsufficientStorage,
    };

    /// <summary>A code that is not in the table counts as the region's own fault.</summary>
    public static int Of(string code) => All.GetValueOrDefault(code, StatusCodes.Status500InternalServerError);
}
