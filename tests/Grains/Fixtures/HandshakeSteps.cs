using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Tests.Fixtures;

/// <summary>What the members and the job of a handshake do, in a line each.</summary>
internal static class HandshakeSteps
{
    /// <summary>A region whose round 1 has just begun its handshake.</summary>
    public static async Task<TestRegion> ShakingHandsAsync(int sites, Interfaces.Consortium.CharterPolicy policy)
    {
        var region = await TestRegion.StartAsync(SecureConsortium.Definition(sites), policy);
        await region.ReadyAsync([.. Enumerable.Range(0, sites)]);
        return region;
    }

    public static async Task<SecureHandshake> HandshakeAsync(this TestRegion region) => (await region.Round(1).GetAsync()).Secure!;

    /// <summary>Sites answer the open step; for inputs they upload all frames first.</summary>
    public static async Task AnswerAsync(this TestRegion region, params int[] sites)
    {
        foreach (var site in sites.Select(TestConsortium.Site))
        {
            var round = await region.Round(1).GetAsync();
            if (round.Secure!.Step == SecureStep.SendInputs)
            {
                for (var frame = 0; frame <= round.Ticket.Base.Shards.Count; frame++)
                {
                    await region.Round(1).ContributeAsync(TestConsortium.Contribution(site, round.Ticket.Round, frame));
                }
            }

            await region.Round(1).AnswerProtocolAsync(SecureConsortium.Answer(site, round.Secure));
        }
    }

    /// <summary>What the job does with the closing step.</summary>
    public static async Task CloseAsync(this TestRegion region, int threshold) =>
        await region.Round(1).CompleteSecureStepAsync(SecureConsortium.Closed(await region.Round(1).GetAsync(), threshold));

    /// <summary>Sites answer every step until the given one is open.</summary>
    public static async Task ReachAsync(this TestRegion region, SecureStep step, int threshold, params int[] sites)
    {
        while ((await region.HandshakeAsync()).Step < step)
        {
            await region.AnswerAsync(sites);
            await region.CloseAsync(threshold);
        }
    }
}
