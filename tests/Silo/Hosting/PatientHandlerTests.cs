using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Hosting;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Hosting;

public sealed class PatientHandlerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly ManualTimeProvider clock = new();
    private readonly List<string> log = [];

    public static TheoryData<BlobException> Waited =>
    [
        new BlobStoreOutageException("there", "no answer."), new BlobStoreUnavailableException("there", "no rights."), new BlobStoreFullException("there", "no room."),
    ];

    [Theory]
    [MemberData(nameof(Waited))]
    public async Task A_job_is_kept_until_the_store_is_back(BlobException fault)
    {
        var faults = new Queue<Exception>(Enumerable.Repeat(fault, 8));
        var running = Patient(faults).HandleAsync(null!, "payload", default);
        double[] waits = [1, 2, 4, 8, 16, 30, 30, 30];
        foreach (var seconds in waits)
        {
            await clock.WaitForTimersAsync().WaitAsync(Limit);
            clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            Assert.Equal(1, clock.ActiveTimers);
            clock.Advance(TimeSpan.FromTicks(1));
        }

        await running.WaitAsync(Limit);
        Assert.Equal(Enumerable.Repeat($"payload waits for the blobs: {fault.Message}", 8), log);
    }

    [Fact]
    public async Task A_fault_of_the_input_ends_the_job_at_once() => await Assert.ThrowsAsync<MissingBlobException>(
        () => Patient(new([new MissingBlobException(Sha256Digest.Of("x"u8))])).HandleAsync(null!, "payload", default).WaitAsync(Limit));

    [Fact]
    public async Task A_silo_that_stops_waits_no_longer()
    {
        using var stop = new CancellationTokenSource();
        var running = Patient(new([new BlobStoreOutageException("there", "no answer.")])).HandleAsync(null!, "payload", stop.Token);
        await clock.WaitForTimersAsync().WaitAsync(Limit);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Limit));
    }

    private PatientHandler<string> Patient(Queue<Exception> faults) => new(new Failing(faults), clock, log.Add);

    private sealed class Failing(Queue<Exception> faults) : IJobHandler<string>
    {
        public Task HandleAsync(JobContext job, string payload, CancellationToken cancellationToken) =>
            faults.TryDequeue(out var fault) ? Task.FromException(fault) : Task.CompletedTask;
    }
}
