using System.Runtime.InteropServices;

namespace Tapestry.Training.Libtorch;

/// <summary>The C interface of <c>Native/tapestry_torch.h</c>.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_last_error")]
    internal static partial byte* LastError();

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_torch_version")]
    internal static partial byte* TorchVersion();

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_has_bfloat16")]
    internal static partial int HasBFloat16();

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_has_tiles")]
    internal static partial int HasTiles();

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_cuda_devices")]
    internal static partial int CudaDevices();

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_set_threads")]
    internal static partial int SetThreads(int count);

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_get_threads")]
    internal static partial int GetThreads();

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_tensor_zeros")]
    internal static partial int TensorZeros(long length, out nint tensor);

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_tensor_data")]
    internal static partial float* TensorData(TensorHandle tensor);

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_tensor_free")]
    internal static partial void TensorFree(nint tensor);

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_tensor_count")]
    internal static partial long TensorCount();

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_scratch_bytes")]
    internal static partial long ScratchBytes();

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_decoder_create")]
    internal static partial int DecoderCreate(
        in DecoderShape shape, TensorHandle parameters, TensorHandle gradients, out nint decoder);

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_decoder_free")]
    internal static partial void DecoderFree(nint decoder);

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_decoder_forward_backward")]
    internal static partial int DecoderForwardBackward(
        DecoderHandle decoder, int* tokens, long batch, long sequence, out double loss);

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_decoder_evaluate")]
    internal static partial int DecoderEvaluate(
        DecoderHandle decoder, int* tokens, long batch, long sequence, out double nats, out long count);

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_decoder_logits")]
    internal static partial int DecoderLogits(
        DecoderHandle decoder, int* tokens, long batch, long sequence, float* logits);

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_steps_begin")]
    internal static partial int StepsBegin(DecoderHandle decoder, float* first, float* second);

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_steps_take")]
    internal static partial int StepsTake(
        DecoderHandle decoder, int* tokens, long batch, long sequence, in StepSettings settings,
        out double loss, out double norm, out int taken);

    [LibraryImport(NativeLoader.Library, EntryPoint = "tapestry_steps_end")]
    internal static partial int StepsEnd(DecoderHandle decoder, float* first, float* second);

    /// <exception cref="LibtorchException">The call failed.</exception>
    internal static void Check(int result)
    {
        if (result != 0)
        {
            throw new LibtorchException(Marshal.PtrToStringUTF8((nint)LastError()) ?? "unknown native failure");
        }
    }
}
