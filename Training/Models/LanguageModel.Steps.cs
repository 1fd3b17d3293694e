using Tapestry.Training.Libtorch;

namespace Tapestry.Training.Models;

/// <content>Optimizer steps where the passes run.</content>
public sealed unsafe partial class LanguageModel
{
    /// <summary>Whether optimizer steps run where the passes do, instead of on the flat vectors here.</summary>
    internal bool StepsItself => Device.Kind != ComputeDeviceKind.Processor;

    /// <summary>Copies weights and moments to the device; until <see cref="EndSteps"/> only steps are allowed.</summary>
    internal void BeginSteps(ReadOnlySpan<float> firstMoment, ReadOnlySpan<float> secondMoment)
    {
        fixed (float* first = firstMoment)
        fixed (float* second = secondMoment)
        {
            NativeMethods.Check(NativeMethods.StepsBegin(decoder, first, second));
        }
    }

    /// <summary>One step on the device.</summary>
    /// <returns>False when loss or norm is not finite; nothing changed then.</returns>
    internal bool TakeStep(
        ReadOnlySpan<int> tokens, int batch, int sequence, in StepSettings settings, out float loss, out float norm)
    {
        Check(tokens, batch, sequence, sequence + 1);
        fixed (int* from = tokens)
        {
            NativeMethods.Check(NativeMethods.StepsTake(
                decoder, from, batch, sequence, settings, out var meanNats, out var length, out var taken));
            (loss, norm) = ((float)meanNats, (float)length);
            return taken != 0;
        }
    }

    /// <summary>Copies weights and moments back.</summary>
    internal void EndSteps(Span<float> firstMoment, Span<float> secondMoment)
    {
        fixed (float* first = firstMoment)
        fixed (float* second = secondMoment)
        {
            NativeMethods.Check(NativeMethods.StepsEnd(decoder, first, second));
        }
    }
}
