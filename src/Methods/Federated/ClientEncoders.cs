using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Federated;

/// <summary>
/// The frozen encoders before the networks of a federation: the base, which all clients share, and each client's expert, as far as anybody looks
/// at them. Owns copies of their weights.
/// </summary>
internal sealed class ClientEncoders : IDisposable
{
    private readonly IBackbone backbone;
    private readonly Weights? anchor;
    private readonly ImmutableDictionary<string, Weights> experts;

    /// <summary>Copies what is looked at.</summary>
    /// <param name="input">Base and experts, borrowed.</param>
    /// <param name="hasShared">Whether anybody looks at the base's embeddings.</param>
    /// <param name="hasOwn">Whether clients look at their own experts' embeddings; where not, at the base's.</param>
    public ClientEncoders(MergeInput input, bool hasShared, bool hasOwn)
    {
        backbone = input.Backbone;
        anchor = hasShared ? input.Base.Clone() : null;
        experts = hasOwn ? input.Experts.ToImmutableDictionary(expert => expert.Task, expert => expert.Weights.Clone()) : ImmutableDictionary<string, Weights>.Empty;
    }

    /// <summary>Parameters of all encoders but one.</summary>
    public long ParametersBeyondOne => All.Skip(1).Sum(weights => weights.ParameterCount);

    /// <summary>Multiply-adds of one pass.</summary>
    public long MultiplyAdds => backbone.MultiplyAdds;

    /// <summary>Embeds by the encoder all clients have, [batch, embedding], owned by the caller.</summary>
    public Tensor Shared(Tensor images) => backbone.Encode(anchor ?? throw new InvalidOperationException("Clients that learn alone share no encoder."), images);

    /// <summary>Embeds by a client's expert or, where there are none, by the base; [batch, embedding], owned by the caller.</summary>
    public Tensor Own(Tensor images, string task, BlockEdit? afterBlock = null) => backbone.Encode(experts.GetValueOrDefault(task, anchor!), images, afterBlock);

    /// <summary>Embeddings at length √width, whatever it was, on the CPU, where the networks are: numbers about 1 in size, as networks are initialised for.</summary>
    public static Tensor Scaled(Tensor embedding)
    {
        using var scope = NewDisposeScope();
        return (nn.functional.normalize(embedding.cpu(), dim: 1) * Math.Sqrt(embedding.shape[1])).MoveToOuterDisposeScope();
    }

    /// <summary>Embeds a client's labelled images for its networks.</summary>
    /// <exception cref="BadInputException">None were handed over.</exception>
    public ClientSamples Samples(MergeInput input, string task)
    {
        using var scope = NewDisposeScope();
        var images = input.ImagesOf(task);
        var labels = input.Data.First(data => data.Task == task).Labels;
        var own = Embeddings.Of(batch => Scaled(Own(batch, task)), images);
        var shared = anchor is null ? own.clone() : Embeddings.Of(batch => Scaled(Shared(batch)), images);
        return new ClientSamples(shared, own, tensor(labels.Select(label => (long)label).ToArray()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var weights in All) weights.Dispose();
    }

    private IEnumerable<Weights> All => anchor is null ? experts.Values : experts.Values.Prepend(anchor);
}
