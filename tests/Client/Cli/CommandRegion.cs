using Tapestry.Client.Cli.Errors;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Client.Tests.Cli;

/// <summary>A region that commands reach by its folder and by its address.</summary>
internal sealed class CommandRegion : IAsyncDisposable
{
    private readonly HttpTransport transport;

    private CommandRegion(HttpTransport transport, RegionFixture region) => (this.transport, Region) = (transport, region);

    public RegionFixture Region { get; }

    public static async Task<CommandRegion> StartAsync()
    {
        var transport = new HttpTransport { IsBypassed = true };
        return new CommandRegion(transport, await RegionFixture.StartAsync(transport: transport));
    }

    public async Task<string> AnswerAsync(string[] command, bool isRemote)
    {
        var (output, exitCode) = await RunAsync(command, isRemote);
        Assert.Equal(ExitCodes.Success, exitCode);
        return output;
    }

    public async Task<(string Output, int ExitCode)> RunAsync(string[] command, bool isRemote)
    {
        var line = new CommandLine(new RecordingRunner());
        var exitCode = await line.RunAsync([.. command, .. Place(isRemote)]);
        Assert.Equal("", line.Errors);
        return (line.Output, exitCode);
    }

    public async Task<(string Errors, int ExitCode)> FailAsync(string[] command, bool isRemote)
    {
        var line = new CommandLine(new RecordingRunner());
        var exitCode = await line.RunAsync([.. command, .. Place(isRemote)]);
        return (line.Errors, exitCode);
    }

    public ValueTask DisposeAsync() => Region.DisposeAsync();

    private string[] Place(bool isRemote) => isRemote
        ? ["--region", transport.Server.Address.ToString()]
        : ["--out", Path.GetDirectoryName(Region.Folder)!];
}
