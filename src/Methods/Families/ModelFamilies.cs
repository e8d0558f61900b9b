using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Families;

/// <summary>Groups models whose weights point the same way: only those can be averaged.</summary>
internal static class ModelFamilies
{
    /// <summary>
    /// Leader clustering in the order given: a model joins the first family whose first member is more similar to it than the threshold,
    /// else it opens one.
    /// </summary>
    /// <param name="models">Borrowed.</param>
    /// <param name="layers">The linear layers that similarity is measured on.</param>
    /// <param name="threshold">Smallest similarity within a family.</param>
    /// <returns>Indices of each family's members, in order.</returns>
    public static ImmutableArray<ImmutableArray<int>> Of(IReadOnlyList<Weights> models, ImmutableArray<LinearLayer> layers, double threshold)
    {
        var families = new List<List<int>>();
        for (var model = 0; model < models.Count; model++)
        {
            var home = families.FirstOrDefault(family => Similarity(models[family[0]], models[model], layers) > threshold);
            if (home is null) families.Add([model]);
            else home.Add(model);
        }
        return [.. families.Select(family => family.ToImmutableArray())];
    }

    /// <summary>Mean over matrices of the mean cosine of their columns, the released code's <c>sim_all</c>.</summary>
    public static double Similarity(Weights one, Weights other, ImmutableArray<LinearLayer> layers) => layers.Average(layer =>
    {
        using var scope = NewDisposeScope();
        return (double)nn.functional.cosine_similarity(one.Take(layer.WeightName), other.Take(layer.WeightName), 0).mean().item<float>();
    });
}
