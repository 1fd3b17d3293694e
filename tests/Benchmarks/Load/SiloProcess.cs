using System.Diagnostics;
using System.Globalization;

namespace Tapestry.Benchmarks.Load;

/// <summary>A silo as operators start it, with what the kernel counts of it.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private const string Listening = "listening on ";
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);
    private readonly Process process;

    private SiloProcess(Process process) => this.process = process;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Largest resident memory so far, bytes.</summary>
    public long PeakBytes => StatusBytes("VmHWM:");

    /// <summary>Resident memory now, bytes.</summary>
    public long ResidentBytes => StatusBytes("VmRSS:");

    /// <summary>Processor time that it has had.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts <c>tapestry silo run</c> and waits until it listens.</summary>
    /// <param name="config">Path of its settings.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not listen in time; the message holds its output.</exception>
    public static async Task<SiloProcess> StartAsync(string config)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var program = Path.Combine(AppContext.BaseDirectory, "tapestry.dll");
        var started = Process.Start(new ProcessStartInfo(dotnet, [program, "silo", "run", "--config", config])
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException($"{dotnet} did not start.");
        var silo = new SiloProcess(started);
        try
        {
            silo.Address = await silo.ReadAddressAsync().WaitAsync(LongestStart);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it as a service manager does, and kills it when it stays.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            using var limit = new CancellationTokenSource(LongestStop);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
        }

        process.Dispose();
    }

    private async Task<Uri> ReadAddressAsync()
    {
        var output = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.Add(line);
            if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
            {
                _ = PassOnAsync();
                return new Uri(line[(at + Listening.Length)..]);
            }
        }

        throw new InvalidOperationException($"The silo ended before it listened:\n{string.Join('\n', output)}");
    }

    /// <summary>What a silo says later is of faults: whoever runs the benchmark should see it.</summary>
    private async Task PassOnAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            await Console.Error.WriteLineAsync(line);
        }
    }

    private long StatusBytes(string field)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
