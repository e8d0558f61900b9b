using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Methods.Federated;

/// <summary>
/// The server of FedMRL (Yi et al. 2024, arXiv:2406.00488): sends the shared network to some clients, who train, and averages what they
/// return, weighted by their numbers of samples. Private networks and projectors never leave a client. Owns the shared network and the clients.
/// </summary>
/// <param name="global">G.</param>
/// <param name="clients">At least one, with networks that fit G.</param>
/// <param name="training">How a client trains.</param>
/// <param name="seed">Where the choice of clients comes from.</param>
internal sealed class Federation(Perceptron global, ImmutableArray<FederatedClient> clients, LocalTraining training, Seed seed) : IDisposable
{
    /// <summary>G of the server.</summary>
    public Perceptron Global => global;

    /// <summary>The clients; still owned by the federation.</summary>
    public ImmutableArray<FederatedClient> Clients => clients;

    /// <summary>C, the share of the clients that a round visits, at least one; in (0, 1]; default 1.</summary>
    public double Participation { get; init; } = 1;

    /// <summary>Runs a round.</summary>
    /// <param name="round">Counted from 0.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>The mean of the visited clients' losses.</returns>
    public double Run(int round, CancellationToken cancellation = default)
    {
        ImmutableArray<FederatedClient> visited = [.. Sample(round)];
        List<Perceptron> returned = [];
        var loss = 0.0;
        foreach (var client in visited)
        {
            loss += client.Train(global, training, round, cancellation) / visited.Length;
            // A copy: the client goes on with its own, and one that shared storage would make every average the last client's network.
            returned.Add(client.Networks.Shared.Clone());
        }
        using var mean = Perceptron.Mean(returned, Weights([.. visited.Select(client => client.SampleCount)]));
        global.Load(mean);
        foreach (var network in returned) network.Dispose();
        return loss;
    }

    /// <summary>Gives every client the server's network, as it is at inference where that network answers alone.</summary>
    public void Distribute()
    {
        foreach (var client in clients) client.Networks.Shared.Load(global);
    }

    /// <summary>n_k / Σ n, the weights of the average.</summary>
    public static ImmutableArray<double> Weights(IReadOnlyList<int> counts) => [.. counts.Select(count => count / (double)counts.Sum())];

    /// <summary>The clients a round visits, in their order.</summary>
    internal IEnumerable<FederatedClient> Sample(int round)
    {
        var count = Math.Max(1, (int)Math.Round(Participation * clients.Length));
        var drawn = clients.OrderBy(client => seed.For($"sample/{round}/{client.Name}").Random().NextInt64()).Take(count).ToHashSet();
        return clients.Where(drawn.Contains);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        global.Dispose();
        foreach (var client in clients) client.Dispose();
    }
}
