using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets;

/// <summary>
/// Who has which classes and images of a task that is shared out among clients. Classes are dealt so that all are held about equally often; the
/// images of a class go to its holders in shares drawn from 0.4 to 0.6 and made to sum to 1.
/// </summary>
internal sealed class ClientPartition
{
    private const double LeastShare = 0.4, ShareRange = 0.2;
    private readonly int classCount;
    private readonly Seed seed;

    /// <summary>Deals the classes.</summary>
    /// <param name="clients">Number of clients; above 0.</param>
    /// <param name="classes">Classes a client; from 2 to all.</param>
    /// <param name="classCount">Classes in all.</param>
    /// <param name="seed">Where the split comes from.</param>
    public ClientPartition(int clients, int classes, int classCount, Seed seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clients, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, classCount);
        (this.classCount, this.seed) = (classCount, seed);
        var holders = new int[classCount];
        Classes = [.. Enumerable.Range(0, clients).Select(client => Deal(client, classes, holders))];
    }

    /// <summary>Each client's classes in order.</summary>
    public ImmutableArray<ImmutableArray<int>> Classes { get; }

    /// <summary>The images of each client: every image of a class that anybody holds goes to one of its holders.</summary>
    /// <param name="labels">Class of each image.</param>
    /// <returns>Indices in order, one list a client.</returns>
    public ImmutableArray<ImmutableArray<long>> SharesOf(ImmutableArray<int> labels)
    {
        var shares = Classes.Select(_ => new List<long>()).ToArray();
        for (var label = 0; label < classCount; label++)
        {
            int[] holders = [.. Enumerable.Range(0, Classes.Length).Where(client => Classes[client].Contains(label))];
            double[] parts = [.. holders.Select(client => LeastShare + (ShareRange * seed.For($"share/{client}/{label}").Random().NextDouble()))];
            long[] members = [.. Enumerable.Range(0, labels.Length).Where(index => labels[index] == label).Select(index => (long)index)];
            seed.For($"order/{label}").Random().Shuffle(members);
            for (var i = 0; i < holders.Length; i++) shares[holders[i]].AddRange(members[Place(i)..Place(i + 1)]);

            // Where the share of a holder begins among the members.
            int Place(int holder) => (int)Math.Round(members.Length * parts.Take(holder).Sum() / parts.Sum());
        }
        return [.. shares.Select(share => share.Order().ToImmutableArray())];
    }

    /// <summary>All images of a client's classes.</summary>
    /// <param name="client">Counted from 0.</param>
    /// <param name="labels">Class of each image.</param>
    public ImmutableArray<long> OfClasses(int client, ImmutableArray<int> labels) =>
        [.. Enumerable.Range(0, labels.Length).Where(index => Classes[client].Contains(labels[index])).Select(index => (long)index)];

    private ImmutableArray<int> Deal(int client, int count, int[] holders)
    {
        var random = seed.For($"classes/{client}").Random();
        ImmutableArray<int> dealt = [.. Enumerable.Range(0, classCount).OrderBy(label => holders[label]).ThenBy(_ => random.Next()).Take(count).Order()];
        foreach (var label in dealt) holders[label]++;
        return dealt;
    }
}
