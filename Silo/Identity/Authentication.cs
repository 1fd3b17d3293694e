using Microsoft.AspNetCore.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Http;

namespace Tapestry.Silo.Identity;

/// <summary>Says who makes a request.</summary>
internal sealed class Authentication
{
    private readonly RegionIdentity? identity;
    private readonly CertificateCheck? certificates;
    private readonly RosterCache? roster;

    /// <summary>Authenticates callers, or nobody on a silo without an identity of its own.</summary>
    public Authentication(RegionAccess region, RegionIdentity? identity)
    {
        this.identity = identity;
        if (identity is not null)
        {
            certificates = new CertificateCheck(identity, region.Clock);
            roster = new RosterCache(region, identity.Consortium);
        }
    }

    /// <summary>What limits count of a caller that is not authenticated.</summary>
    public static string AddressOf(HttpContext context) => $"address:{context.Connection.RemoteIpAddress}";

    /// <summary>A member by its certificate, else a partner app by its token; asked again later it may be refused.</summary>
    /// <exception cref="IdentityException">The caller is not who it says it is, or nobody that is known here.</exception>
    public async Task<Caller> AuthenticateAsync(HttpContext context)
    {
        if (identity is null)
        {
            return new Caller(AddressOf(context)) { IsTrusted = true };
        }

        if (context.Connection.ClientCertificate is { } certificate)
        {
            return RosterCheck.Check(certificates!.Check(certificate), await roster!.GetAsync(context.RequestAborted));
        }

        if (context.Request.Headers.Authorization.Count > 0 && identity.Partners is not null)
        {
            return await TokenCheck.CheckAsync(context);
        }

        throw new IdentityException(
            IdentityException.Missing,
            identity.Partners is null
                ? "The request shows no certificate: show the one that an operator of the consortium issued."
                : "The request shows neither a member's certificate nor a partner app's bearer token: show one.");
    }
}
