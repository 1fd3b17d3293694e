using System.Globalization;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Http;

/// <summary>Addresses of API v1 below a silo's own, as templates and filled in.</summary>
public static class ApiPaths
{
    /// <summary>A site's message; its type is its discriminator.</summary>
    public const string Message = "/v1/messages/{type}";

    /// <summary>Bytes of a site's contribution or protocol answer, in pieces.</summary>
    public const string Upload = "/v1/rounds/{run}/{number}/uploads/{site}/{digest}";

    /// <summary>A blob.</summary>
    public const string Blob = "/v1/blobs/{digest}";

    /// <summary>A consortium.</summary>
    public const string Consortium = "/v1/consortia/{consortium}";

    /// <summary>A member of a consortium.</summary>
    public const string Member = "/v1/consortia/{consortium}/members/{site}";

    /// <summary>A page of runs.</summary>
    public const string Runs = "/v1/runs";

    /// <summary>A run.</summary>
    public const string Run = "/v1/runs/{run}";

    /// <summary>A run's first round.</summary>
    public const string RunStart = "/v1/runs/{run}/start";

    /// <summary>A run's early end.</summary>
    public const string RunStop = "/v1/runs/{run}/stop";

    /// <summary>A round.</summary>
    public const string Round = "/v1/rounds/{run}/{number}";

    /// <summary>A page of Shared Bases, the current one of each run.</summary>
    public const string Models = "/v1/models";

    /// <summary>A run's current Shared Base.</summary>
    public const string CurrentModel = "/v1/models/{run}";

    /// <summary>The Shared Base that a round made; number 0 is the one that the run started from.</summary>
    public const string Model = "/v1/models/{run}/{number}";

    /// <summary>A page of privacy ledgers.</summary>
    public const string Ledgers = "/v1/ledgers";

    /// <summary>A dataset's privacy ledger.</summary>
    public const string Ledger = "/v1/ledgers/{site}/{dataset}";

    /// <summary>Events as they commit.</summary>
    public const string Events = "/v1/events";

    /// <summary>A page of events.</summary>
    public const string AuditEvents = "/v1/audit/events";

    /// <summary>The description of this API.</summary>
    public const string Description = "/v1/openapi.json";

    /// <summary>Address of a site's message.</summary>
    public static string MessageOf(string type) => Fill(Message, type);

    /// <summary>Address of the bytes of a site's message.</summary>
    public static string UploadOf(RoundId round, SiteId site, Sha256Digest digest) => Fill(
        Upload, round.Run.Value, round.Number.ToString(CultureInfo.InvariantCulture), site.Value, digest.Value);

    /// <summary>Address of a blob.</summary>
    public static string BlobOf(Sha256Digest blob) => Fill(Blob, blob.Value);

    /// <summary>A template with its parameters, in their order, filled in.</summary>
    public static string Fill(string template, params ReadOnlySpan<string> values)
    {
        ArgumentNullException.ThrowIfNull(template);
        var parts = template.Split('/');
        var next = 0;
        for (var part = 0; part < parts.Length; part++)
        {
            parts[part] = parts[part].StartsWith('{') ? Uri.EscapeDataString(values[next++]) : parts[part];
        }

        return string.Join('/', parts);
    }
}
