using Tapestry.Training.Libtorch;

namespace Tapestry.Training.Models;

/// <summary>
/// A decoder with one flat parameter vector and one flat gradient vector, float32, that C# and the native half share.
/// One thread at a time; different models run concurrently. Native operations use the number of threads that
/// <see cref="TorchThreads"/> set for the calling thread.
/// </summary>
public sealed unsafe partial class LanguageModel : IDisposable
{
    private readonly Tensor parameters;
    private readonly Tensor gradients;
    private readonly DecoderHandle decoder;

    /// <summary>Allocates a model; its parameters are zero until initialised or loaded.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="precision">Arithmetic of products; null detects (<see cref="ComputePrecisions.Detect"/>).</param>
    /// <param name="device">Where it computes; the processor unless given.</param>
    /// <exception cref="ModelConfigException">The configuration is not valid.</exception>
    /// <exception cref="DeviceUnavailableException">libtorch cannot use the device.</exception>
    /// <exception cref="LibtorchMissingException">libtorch cannot be loaded.</exception>
    public LanguageModel(ModelConfig config, ComputePrecision? precision = null, ComputeDevice device = default)
    {
        Config = config;
        Layout = ParameterLayout.For(config);
        Device = device.Validate();
        Precision = precision ?? ComputePrecisions.Detect(device);
        parameters = Tensor.Zeros(Layout.TotalCount);
        gradients = Tensor.Zeros(Layout.TotalCount);
        NativeMethods.Check(NativeMethods.DecoderCreate(Shape(), parameters.Handle, gradients.Handle, out var created));
        decoder = new DecoderHandle(created);
    }

    /// <summary>Sizes.</summary>
    public ModelConfig Config { get; }

    /// <summary>Names, shapes and offsets of the flat vectors.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>Arithmetic of products and activations.</summary>
    public ComputePrecision Precision { get; }

    /// <summary>Where passes run. The flat vectors are the processor's on any device; a pass copies what it needs.</summary>
    public ComputeDevice Device { get; }

    /// <summary>The weights, in place. Valid until the model is disposed.</summary>
    public Span<float> Parameters => parameters.Span;

    /// <summary>The gradient of the last <see cref="ForwardBackward"/>, in place. Valid until the model is disposed.</summary>
    public Span<float> Gradients => gradients.Span;

    /// <summary>Draws starting weights; a seed always gives the same ones.</summary>
    public void Initialize(ulong seed) => ParameterInitializer.Fill(Config, Layout, seed, Parameters);

    /// <summary>Mean next-token cross-entropy in nats, and its gradient, which overwrites <see cref="Gradients"/>.</summary>
    /// <param name="tokens">[batch, sequence + 1], row-major: each row's inputs and, shifted by one, its targets.</param>
    /// <param name="batch">Rows, at least 1.</param>
    /// <param name="sequence">Targets a row, from 1 to <c>max_position_embeddings</c>.</param>
    /// <exception cref="ArgumentException">Sizes disagree, or a token is outside the vocabulary.</exception>
    /// <exception cref="LibtorchException">The native half failed, for lack of memory for example.</exception>
    public float ForwardBackward(ReadOnlySpan<int> tokens, int batch, int sequence)
    {
        Check(tokens, batch, sequence, sequence + 1);
        fixed (int* first = tokens)
        {
            NativeMethods.Check(NativeMethods.DecoderForwardBackward(decoder, first, batch, sequence, out var loss));
            return (float)loss;
        }
    }

    /// <summary>Summed next-token cross-entropy, without gradients.</summary>
    /// <inheritdoc cref="ForwardBackward" path="/param|/exception"/>
    public EvaluationScore Evaluate(ReadOnlySpan<int> tokens, int batch, int sequence)
    {
        Check(tokens, batch, sequence, sequence + 1);
        fixed (int* first = tokens)
        {
            NativeMethods.Check(
                NativeMethods.DecoderEvaluate(decoder, first, batch, sequence, out var nats, out var count));
            return new EvaluationScore(nats, count);
        }
    }

    /// <summary>Logits of every position.</summary>
    /// <param name="tokens">[batch, sequence], row-major.</param>
    /// <param name="batch">Rows, at least 1.</param>
    /// <param name="sequence">Tokens a row, from 1 to <c>max_position_embeddings</c>.</param>
    /// <param name="logits">Receives [batch, sequence, vocab], row-major.</param>
    /// <exception cref="ArgumentException">Sizes disagree, or a token is outside the vocabulary.</exception>
    /// <exception cref="LibtorchException">The native half failed, for lack of memory for example.</exception>
    public void Logits(ReadOnlySpan<int> tokens, int batch, int sequence, Span<float> logits)
    {
        Check(tokens, batch, sequence, sequence);
        var expected = (long)tokens.Length * Config.VocabSize;
        if (logits.Length != expected)
        {
            throw new ArgumentException($"The logits take {expected:N0} values; the span has {logits.Length:N0}.", nameof(logits));
        }

        fixed (int* first = tokens)
        fixed (float* to = logits)
        {
            NativeMethods.Check(NativeMethods.DecoderLogits(decoder, first, batch, sequence, to));
        }
    }

    /// <summary>Gives all native memory back at once.</summary>
    public void Dispose()
    {
        decoder.Dispose();
        parameters.Dispose();
        gradients.Dispose();
    }

    private DecoderShape Shape() => new()
    {
        Vocab = Config.VocabSize,
        Hidden = Config.HiddenSize,
        Inter = Config.IntermediateSize,
        Layers = Config.NumHiddenLayers,
        Heads = Config.NumAttentionHeads,
        KvHeads = Config.NumKeyValueHeads,
        MaxPositions = Config.MaxPositionEmbeddings,
        NormEpsilon = (float)Config.RmsNormEps,
        RopeTheta = (float)Config.RopeTheta,
        Tied = Config.TieWordEmbeddings ? 1 : 0,
        Precision = (int)Precision,
        Device = (int)Device.Kind,
        DeviceIndex = Device.Index,
    };

    private void Check(ReadOnlySpan<int> tokens, int batch, int sequence, int rowLength)
    {
        ObjectDisposedException.ThrowIf(decoder.IsClosed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, Config.MaxPositionEmbeddings);
        if (tokens.Length != (long)batch * rowLength)
        {
            throw new ArgumentException(
                $"{batch} rows of {rowLength} tokens are {(long)batch * rowLength:N0}; the span has {tokens.Length:N0}.",
                nameof(tokens));
        }

        var outside = tokens.IndexOfAnyExceptInRange(0, Config.VocabSize - 1);
        if (outside >= 0)
        {
            throw new ArgumentException(
                $"Token {tokens[outside]} at index {outside} is outside the vocabulary of {Config.VocabSize}.", nameof(tokens));
        }
    }
}
