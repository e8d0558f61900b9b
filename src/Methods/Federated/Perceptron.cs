using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Federated;

/// <summary>
/// An extractor of two linear layers with ReLU after each, and a linear head. FedMRL's networks, private or shared, over embeddings in
/// place of images. Owns its tensors.
/// </summary>
internal sealed class Perceptron : IDisposable
{
    private Perceptron(ImmutableArray<Tensor> parameters) => Parameters = parameters;

    /// <summary>Weight and bias of the hidden layer, of the features and of the head; still owned by this.</summary>
    public ImmutableArray<Tensor> Parameters { get; }

    /// <summary>Numbers in all parameters.</summary>
    public long ParameterCount => Parameters.Sum(parameter => parameter.numel());

    /// <summary>Draws one.</summary>
    /// <param name="sizes">Of its layers.</param>
    /// <param name="seed">Where the weights come from.</param>
    public static Perceptron Draw(PerceptronSizes sizes, Seed seed) => new(
    [
        .. Layers.Linear(sizes.Inputs, sizes.Hidden, seed.For("hidden")),
        .. Layers.Linear(sizes.Hidden, sizes.Features, seed.For("features")),
        .. Layers.Linear(sizes.HeadInputs, sizes.Classes, seed.For("head")),
    ]);

    /// <summary>The mean of equally shaped networks, summed up in fp64.</summary>
    /// <param name="networks">Borrowed; at least one.</param>
    /// <param name="weights">Weight of each; they sum to 1.</param>
    /// <returns>Owned by the caller; shares no storage with any of them.</returns>
    public static Perceptron Mean(IReadOnlyList<Perceptron> networks, IReadOnlyList<double> weights)
    {
        using var untracked = no_grad();
        return new([.. Enumerable.Range(0, networks[0].Parameters.Length).Select(Entry)]);

        Tensor Entry(int index)
        {
            using var scope = NewDisposeScope();
            var sum = networks.Zip(weights, (network, weight) => network.Parameters[index].to(float64) * weight).Aggregate((left, right) => left + right);
            return sum.to(float32).DetachFromDisposeScope().requires_grad_();
        }
    }

    /// <summary>Features of embeddings, [n, features], in the current scope.</summary>
    public Tensor Features(Tensor embeddings)
    {
        using var scope = NewDisposeScope();
        var hidden = nn.functional.linear(embeddings, Parameters[0], Parameters[1]).relu_();
        return nn.functional.linear(hidden, Parameters[2], Parameters[3]).relu_().MoveToOuterDisposeScope();
    }

    /// <summary>The head's scores, [n, classes], in the current scope.</summary>
    public Tensor Scores(Tensor features) => nn.functional.linear(features, Parameters[4], Parameters[5]);

    /// <summary>A copy with storage of its own. What travels between clients and server is always one.</summary>
    public Perceptron Clone()
    {
        using var untracked = no_grad();
        return new([.. Parameters.Select(parameter => parameter.clone().DetachFromDisposeScope().requires_grad_())]);
    }

    /// <summary>Takes over another's values.</summary>
    /// <param name="other">Equally shaped, borrowed.</param>
    public void Load(Perceptron other)
    {
        using var untracked = no_grad();
        foreach (var (own, value) in Parameters.Zip(other.Parameters)) own.copy_(value);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var parameter in Parameters) parameter.Dispose();
    }
}
