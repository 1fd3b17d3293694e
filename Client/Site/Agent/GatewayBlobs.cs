using Tapestry.Client.Sdk.Models;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Site.Agent;

/// <summary>Fetches blobs through the gateway, so that every query is in the egress journal.</summary>
internal sealed class GatewayBlobs(ISiteGateway gateway, SiteId site) : IBlobSource
{
    public Task<ReadOnlyMemory<byte>> FetchAsync(Sha256Digest blob, CancellationToken cancellationToken) =>
        gateway.FetchBlobAsync(new BlobQuery { Site = site, Blob = blob }, cancellationToken);
}
