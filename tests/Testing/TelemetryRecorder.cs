using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tapestry.Testing;

/// <summary>
/// Listens to meters and activity sources by name and keeps what they report. It hears the whole process, so tests that
/// use it are in a collection of their own that runs beside no other.
/// </summary>
public sealed class TelemetryRecorder : IDisposable
{
    private readonly ConcurrentQueue<RecordedMeasurement> measurements = new();
    private readonly ConcurrentQueue<Activity> spans = new();
    private readonly ConcurrentDictionary<string, Instrument> instruments = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim ended = new(0);
    private readonly MeterListener meters = new();
    private readonly ActivityListener sources;

    /// <summary>Starts to listen.</summary>
    /// <param name="names">Of meters and sources.</param>
    public TelemetryRecorder(params string[] names)
    {
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (names.Contains(instrument.Meter.Name, StringComparer.Ordinal))
            {
                instruments[instrument.Name] = instrument;
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        meters.Start();
        sources = new ActivityListener
        {
            ShouldListenTo = source => names.Contains(source.Name, StringComparer.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                spans.Enqueue(span);
                ended.Release();
            },
        };
        ActivitySource.AddActivityListener(sources);
    }

    /// <summary>Measurements so far, in their order.</summary>
    public IReadOnlyList<RecordedMeasurement> Measurements => [.. measurements];

    /// <summary>Ended spans so far, in the order of their ends.</summary>
    public IReadOnlyList<Activity> Spans => [.. spans];

    /// <summary>Instruments that were made so far, by name.</summary>
    public IReadOnlyDictionary<string, Instrument> Instruments => instruments;

    /// <summary>Measurements of one instrument so far.</summary>
    public IReadOnlyList<RecordedMeasurement> Of(string instrument) =>
        [.. measurements.Where(measurement => measurement.Instrument == instrument)];

    /// <summary>Waits, 30 seconds at most, for a span of that name that ends after the answer that the test has.</summary>
    public async Task<Activity> WaitForSpanAsync(string name)
    {
        while (true)
        {
            if (spans.FirstOrDefault(span => span.DisplayName == name) is { } found)
            {
                return found;
            }

            if (!await ended.WaitAsync(TimeSpan.FromSeconds(30)))
            {
                throw new TimeoutException($"No span '{name}' ended; there were: {string.Join(", ", spans.Select(span => span.DisplayName))}.");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        meters.Dispose();
        sources.Dispose();
        ended.Dispose();
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        measurements.Enqueue(new RecordedMeasurement(instrument.Name, value, tags.ToArray().ToDictionary(StringComparer.Ordinal)));
}
