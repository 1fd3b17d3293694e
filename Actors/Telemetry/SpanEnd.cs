using System.Diagnostics;

namespace Tapestry.Actors.Telemetry;

/// <summary>Ends spans alike: of a failure they say the type alone, because messages hold names and values of sites.</summary>
internal static class SpanEnd
{
    public static void Stop(Activity span, Exception? failure)
    {
        if (failure is not null)
        {
            span.SetStatus(ActivityStatusCode.Error).SetTag(ActorsTelemetry.ErrorType, failure.GetType().FullName);
        }

        span.Dispose();
    }
}
