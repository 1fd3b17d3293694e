namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>Senders and receivers that are no member of the cohort.</summary>
internal static class Party
{
    public const int Region = 0xFFFF;

    public const int Everyone = 0xFFFE;
}
