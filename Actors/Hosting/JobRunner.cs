using System.Text.Json;

namespace Tapestry.Actors.Hosting;

/// <summary>Reads a job's payload and hands it to the handler.</summary>
internal sealed class JobRunner<TPayload>(string kind, IJobHandler<TPayload> handler) : IJobRunner
    where TPayload : class
{
    public void EnsureRegistered(GrainRegistry registry) => registry.Job<TPayload>(kind);

    public Task RunAsync(
        GrainRegistry registry, JobContext job, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        handler.HandleAsync(job, Read(registry, payload), cancellationToken);

    private TPayload Read(GrainRegistry registry, ReadOnlyMemory<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload.Span, registry.Job<TPayload>(kind))
                ?? throw new JsonException("The payload is null.");
        }
        catch (JsonException exception)
        {
            throw new JobRejectedException($"The payload cannot be read: {exception.Message}", exception);
        }
    }
}
