using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Identity;

/// <summary>Takes a partner app in by its bearer token, by ASP.NET's own handler.</summary>
internal static class TokenCheck
{
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
    ];

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    public static void Register(IServiceCollection services, PartnerTokens partners, TimeProvider clock) =>
        services.AddAuthentication().AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = partners.Issuer.OriginalString,
                ValidAudience = partners.Audience,
                ValidAlgorithms = Algorithms, // Signatures only: a shared secret would make every silo an issuer.
                LifetimeValidator = (from, until, _, _) => Holds(from, until, clock.GetUtcNow().UtcDateTime),
            };
            if (partners.Keys is { } keys)
            {
                options.TokenValidationParameters.IssuerSigningKeys = new JsonWebKeySet(keys).GetSigningKeys();
            }
            else
            {
                options.Authority = partners.Issuer.OriginalString;
            }
        });

    /// <exception cref="IdentityException">The token is not the issuer's, not for this region, or its time is over.</exception>
    public static async Task<Caller> CheckAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (result.Principal?.FindFirstValue("sub") is { Length: > 0 } subject)
        {
            return new Caller($"partner:{subject}") { Scopes = Scopes(result.Principal) };
        }

        throw result.Failure is SecurityTokenInvalidLifetimeException
            ? new IdentityException(IdentityException.ExpiredToken, "The bearer token's time is over or has not come: get another from the issuer.")
            : new IdentityException(
                IdentityException.InvalidToken,
                $"The bearer token cannot be used ({Why(result.Failure)}): get one from the issuer of this region's partner apps, for this region, with a sub.");
    }

    /// <summary>By the region's clock, as certificates; a token without an end is none.</summary>
    private static bool Holds(DateTime? from, DateTime? until, DateTime now) =>
        until is { } end && now - Skew <= end && (from is not { } start || start <= now + Skew);

    /// <summary>RFC 8693 writes scopes as one text; some issuers write one claim each, named scp.</summary>
    private static string[] Scopes(ClaimsPrincipal principal) =>
        [.. principal.Claims.Where(claim => claim.Type is "scope" or "scp")
            .SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(ApiScope.All.Contains)];

    /// <summary>The kind of failure; its message may repeat the token.</summary>
    private static string Why(Exception? failure) => failure switch
    {
        null => "it names no subject",
        SecurityTokenInvalidAudienceException => "it is for another audience",
        SecurityTokenInvalidIssuerException => "it is of another issuer",
        SecurityTokenInvalidAlgorithmException or SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException =>
            "its signature is not the issuer's",
        _ => "it is not a signed JSON Web Token",
    };
}
