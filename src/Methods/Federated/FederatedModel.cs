using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Federated;

/// <summary>
/// The clients of a federation at inference: images are embedded by the client's own expert, for its private network, and by the base, for its copy
/// of the shared one; the networks answer. Owns all it is given.
/// </summary>
/// <param name="encoders">Base and experts.</param>
/// <param name="federation">Clients that are named as the tasks are.</param>
internal sealed class FederatedModel(ClientEncoders encoders, Federation federation) : MergedModel
{
    private readonly ImmutableDictionary<string, ClientNetworks> networks = federation.Clients.ToImmutableDictionary(client => client.Name, client => client.Networks);

    /// <inheritdoc/>
    public override long ExtraParameters => encoders.ParametersBeyondOne + networks.Values.Take(IsPrivate ? networks.Count : 1).Sum(client => client.ParameterCount);

    /// <summary>A second pass, through the encoder under the shared network, for the clients that have one.</summary>
    public override long ExtraMultiplyAdds => (long)networks.Values.Average(client => client.IsFederated ? encoders.MultiplyAdds : 0);

    /// <inheritdoc/>
    public override bool NeedsTaskId => IsPrivate;

    /// <summary>Embeds by the client's own encoder.</summary>
    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) => encoders.Own(images, task, afterBlock);

    /// <inheritdoc/>
    public override Tensor Classify(Tensor images, Tensor embedding, string task, IClassifier head)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var own = ClientEncoders.Scaled(embedding);
        var shared = networks[task].IsFederated ? ClientEncoders.Scaled(encoders.Shared(images)) : own;
        return networks[task].Answer(shared, own).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        encoders.Dispose();
        federation.Dispose();
    }

    private bool IsPrivate => networks.Values.First().IsPrivate;
}
