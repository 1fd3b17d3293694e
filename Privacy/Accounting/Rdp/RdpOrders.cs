using Tapestry.Privacy.Accounting.Errors;

namespace Tapestry.Privacy.Accounting.Rdp;

/// <summary>The orders at which an RDP accountant keeps its divergences.</summary>
public static class RdpOrders
{
    /// <summary>1.1 to 10.9 by tenths, 11 to 63, and 128, 256, 512, 1024 for very small epsilon.</summary>
    public static IReadOnlyList<double> Default { get; } =
    [
        .. Enumerable.Range(11, 99).Select(tenths => tenths / 10.0),
        .. Enumerable.Range(11, 53).Select(order => (double)order),
        128, 256, 512, 1024,
    ];

    /// <summary>2 to 128 and 256: for mechanisms whose bounds hold at whole orders only.</summary>
    public static IReadOnlyList<double> Whole { get; } = [.. Enumerable.Range(2, 127).Select(order => (double)order), 256];

    internal static IReadOnlyList<double> Checked(IReadOnlyList<double> orders)
    {
        PrivacyParameterException.Count(orders.Count, "number of orders");
        return [.. orders.Select(PrivacyParameterException.Order)];
    }
}
