namespace Tapestry.Kernels.OpenCl;

/// <summary>What a buffer holds during one call. Calls reuse each other's buffers.</summary>
internal enum DeviceSlot
{
    /// <summary>The vector, or the packed coordinates that are updated.</summary>
    Main,

    /// <summary>What the vector is turned into, or combined with.</summary>
    Other,

    /// <summary>Signs, scales or carries: a fraction of the vector.</summary>
    Side,

    /// <summary>Keys and what else is small.</summary>
    Keys,
}
