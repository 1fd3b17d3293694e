namespace Tapestry.Kernels.Tests.Fuzzing;

/// <summary>What a deliberately careless decoder leaves out.</summary>
internal enum PlantedFault
{
    /// <summary>Writes wherever an index points.</summary>
    IndexUnchecked,

    /// <summary>Takes NaN and infinities as they come.</summary>
    ValueUnchecked,

    /// <summary>Allocates what the payload says.</summary>
    LengthUnchecked,

    /// <summary>Checks each value as it is written.</summary>
    CheckTooLate,
}
