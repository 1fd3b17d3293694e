namespace Tapestry.Kernels.Merging.OrderStatistics;

/// <summary>Leaves the smaller of two rows in the first and the larger in the second.</summary>
/// <param name="Low">Row of the smaller.</param>
/// <param name="High">Row of the larger, behind it.</param>
internal readonly record struct Comparator(int Low, int High);
