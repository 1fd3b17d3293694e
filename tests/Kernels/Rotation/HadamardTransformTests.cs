using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Tests.Rotation;

/// <summary>The transform without signs, against <c>small_vectors.fwht</c> and <c>fwht4</c> of the reference vectors.</summary>
public sealed class HadamardTransformTests
{
    [Fact]
    public void Eight_coordinates_give_the_reference_vector() => AssertTransform(
        [1, 2, 3, 4, 5, 6, 7, 8],
        [12.727922061357855, -1.414213562373095, -2.82842712474619, 0, -5.65685424949238, 0, 0, 0]);

    [Fact]
    public void Four_coordinates_give_the_reference_vector() =>
        AssertTransform([0.5f, -1, 0, 2], [0.75, -0.25, -1.25, 1.75]);

    [Fact]
    public void Entry_i_of_the_image_of_basis_vector_j_has_the_sign_of_the_common_bits()
    {
        const int length = 1024;
        foreach (var j in new[] { 0, 1, 15, 16, 511, 777, 1023 })
        {
            var basis = new float[length];
            basis[j] = 1;
            var image = Transform(basis);
            for (var i = 0; i < length; i++)
            {
                Assert.Equal(int.PopCount(i & j) % 2 == 0 ? 0.03125f : -0.03125f, image[i]);
            }
        }
    }

    private static void AssertTransform(float[] values, double[] expected) =>
        Assert.All(Transform(values).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 2e-6));

    private static unsafe float[] Transform(float[] values)
    {
        fixed (float* block = values)
        {
            var sink = new ScaledSink(block, RotationPasses.Normalization(values.Length));
            HadamardTransform.Run(new PlainSource(block), block, sink, values.Length, block, SimdWidths.Widest);
        }

        return values;
    }
}
