namespace Tapestry.Kernels.Packing;

/// <summary>How far an operation on packed fields has come, and what it carries on.</summary>
/// <param name="Bytes">Bytes done, a multiple of 8.</param>
/// <param name="Carry">Whether the field that goes on carries (borrows) 1.</param>
internal readonly record struct FieldsDone(int Bytes, bool Carry);
