using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Alignment;

namespace SurgeryBench.Tests.Doubles;

/// <summary>Random members of a tower's symmetry group, and their inverses.</summary>
internal static class RandomOrder
{
    public static TowerOrder Of(TowerSymmetries symmetries, Seed seed) => new(symmetries, [.. symmetries.All.Select((symmetry, s) => Draw(symmetry, seed.For($"{s}").Random()))]);

    public static TowerOrder Inverse(TowerSymmetries symmetries, TowerOrder order) =>
        new(symmetries, [.. order.Orders.Select(one => Enumerable.Range(0, one.Length).OrderBy(index => one[index]).ToImmutableArray())]);

    private static ImmutableArray<int> Draw(Symmetry symmetry, Random random)
    {
        var width = symmetry.Size / symmetry.Heads;
        return [.. Shuffled(symmetry.Heads, random).SelectMany(head => Shuffled(width, random).Select(channel => (head * width) + channel))];
    }

    private static int[] Shuffled(int count, Random random)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        random.Shuffle(all);
        return all;
    }
}
