using System.Globalization;

namespace Tapestry.Client.Site.Policy;

/// <summary>When a member's machines may train: every day from one time to another, over midnight when the second is earlier.</summary>
/// <param name="Start">First moment, local.</param>
/// <param name="End">Moment at which it ends, local; another than <paramref name="Start"/>.</param>
/// <param name="Zone">Whose clock it is; days on which it is changed are followed.</param>
public sealed record TrainingHours(TimeOnly Start, TimeOnly End, TimeZoneInfo Zone)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>Whether it may train at a moment.</summary>
    public bool Contain(DateTimeOffset moment) =>
        TimeOnly.FromTimeSpan(TimeZoneInfo.ConvertTime(moment, Zone).TimeOfDay).IsBetween(Start, End);

    /// <summary>Time until the hours begin next, at least a second; near a change of the clock the caller looks again after it.</summary>
    public TimeSpan UntilStart(DateTimeOffset moment) => Until(Start, moment);

    /// <summary>Time until the hours end next, at least a second.</summary>
    public TimeSpan UntilEnd(DateTimeOffset moment) => Until(End, moment);

    /// <summary>As a settings file writes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start:HH\\:mm}-{End:HH\\:mm} {Zone.Id}");

    private TimeSpan Until(TimeOnly time, DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, Zone).DateTime;
        var next = local.Date + time.ToTimeSpan();
        next = next > local ? next : next.AddDays(1);
        next = Zone.IsInvalidTime(next) ? next.AddHours(1) : next;
        var wait = new DateTimeOffset(next, Zone.GetUtcOffset(next)) - moment;
        return wait > Least ? wait : Least;
    }
}
