using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Federated;

/// <summary>A client of a federation: its samples and networks, which stay with it, and the training of a round. Owns both.</summary>
/// <param name="name">Unique among the clients.</param>
/// <param name="samples">What it trains on.</param>
/// <param name="networks">What it trains.</param>
/// <param name="seed">Where the orders of its samples come from; the client's own.</param>
internal sealed class FederatedClient(string name, ClientSamples samples, ClientNetworks networks, Seed seed) : IDisposable
{
    // Steps are short and leave little behind, while a cleaning waits for all that run beside.
    private readonly StepHousekeeper housekeeper = new(every: 512);

    /// <summary>Unique among the clients.</summary>
    public string Name => name;

    /// <summary>n_k.</summary>
    public int SampleCount => samples.Count;

    /// <summary>F, P and the client's copy of G; still owned by the client.</summary>
    public ClientNetworks Networks => networks;

    /// <summary>
    /// Loads the shared network and trains it with the private ones. Each of the three has an optimiser of its own that starts at rest: momentum
    /// of another client or of an earlier round, as in the released script, plays no part.
    /// </summary>
    /// <param name="global">The server's G, borrowed.</param>
    /// <param name="training">How.</param>
    /// <param name="round">Counted from 0.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>The mean loss of the round's steps.</returns>
    public double Train(Perceptron global, LocalTraining training, int round, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        networks.Shared.Load(global);
        ImmutableArray<MomentumDescent> optimisers = [.. Trained(training).Select(part => new MomentumDescent(part, training))];
        List<double> losses = [];
        foreach (var batch in Batches(training, round))
        {
            cancellation.ThrowIfCancellationRequested();
            losses.Add(Step(optimisers, training, batch));
            housekeeper.AfterStep();
        }
        return losses.Average();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        samples.Dispose();
        networks.Dispose();
    }

    /// <summary>m_G·CE(shared head) + m_F·CE(private head), a scalar in the current scope.</summary>
    internal Tensor Loss(LocalTraining training, Tensor batch)
    {
        var labels = samples.Labels.index_select(0, batch);
        var (shared, own) = networks.Scores(samples.Shared.index_select(0, batch), samples.Own.index_select(0, batch));
        Tensor?[] parts = [Weighted(shared, training.SharedWeight), Weighted(own, training.PrivateWeight)];
        return parts.OfType<Tensor>().Aggregate((left, right) => left + right);

        Tensor? Weighted(Tensor? scores, double weight) => scores is null ? null : nn.functional.cross_entropy(scores, labels) * weight;
    }

    private IEnumerable<IReadOnlyList<Tensor>> Trained(LocalTraining training)
    {
        if (networks.IsFederated) yield return networks.Shared.Parameters;
        if (networks.IsPrivate) yield return networks.Own.Parameters;
        if (networks is { IsFederated: true, IsPrivate: true } && training.TrainsProjector) yield return networks.Projector;
    }

    private double Step(ImmutableArray<MomentumDescent> optimisers, LocalTraining training, long[] batch)
    {
        using var scope = NewDisposeScope();
        var loss = Loss(training, tensor(batch));
        IEnumerable<Tensor> gradients = autograd.grad([loss], [.. optimisers.SelectMany(optimiser => optimiser.Parameters)]);
        foreach (var optimiser in optimisers)
        {
            optimiser.Step([.. gradients.Take(optimiser.Parameters.Count)]);
            gradients = gradients.Skip(optimiser.Parameters.Count);
        }
        return loss.item<float>();
    }

    private IEnumerable<long[]> Batches(LocalTraining training, int round)
    {
        var random = seed.For($"order/{round}").Random();
        long[] order = [.. Enumerable.Range(0, samples.Count).Select(index => (long)index)];
        for (var epoch = 0; epoch < training.Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var batch in order.Chunk(training.BatchSize)) yield return batch;
        }
    }
}
