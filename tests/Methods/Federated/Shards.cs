using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Federated;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Federated;

/// <summary>
/// Generated clients of one label space: a class is a blob around a centre; a client has few classes and few samples. Both networks of a client see
/// the same numbers.
/// </summary>
internal static class Shards
{
    public const int Inputs = 12, Classes = 6, SharedFeatures = 4, OwnFeatures = 8;

    private static readonly int[] Hidden = [24, 20, 16, 12, 8];

    /// <summary>The sizes of G and of client k's F.</summary>
    public static (PerceptronSizes Shared, PerceptronSizes Own) Sizes(int k, FederatedVariant variant) =>
        (new(Inputs, 8, SharedFeatures, SharedHeadInputs(variant), Classes), new(Inputs, Hidden[k % Hidden.Length], OwnFeatures, OwnFeatures, Classes));

    public static Perceptron Global(FederatedVariant variant, Seed seed) => Perceptron.Draw(Sizes(0, variant).Shared, seed.For("global"));

    /// <summary>A client with samples drawn under its name.</summary>
    /// <param name="k">Its number, which gives it its width.</param>
    /// <param name="variant">What it trains.</param>
    /// <param name="seed">Where everything comes from.</param>
    /// <param name="classes">Its classes.</param>
    /// <param name="perClass">Its samples of each class.</param>
    /// <param name="fixedProjector">Its projector's weight; null for a drawn projector.</param>
    /// <param name="alias">The name it draws under; null for its own.</param>
    public static FederatedClient Client(int k, FederatedVariant variant, Seed seed, ImmutableArray<int> classes, int perClass = 8, Tensor? fixedProjector = null, string? alias = null)
    {
        var own = seed.For(alias ?? $"client/{k}");
        var networks = ClientNetworks.Draw(Sizes(k, variant), new LabelBlock(0, Classes), variant, own);
        if (fixedProjector is not null)
        {
            using var untracked = no_grad();
            networks.Projector[0].copy_(fixedProjector);
            networks.Projector[1].zero_();
        }
        return new FederatedClient($"{k}", Samples(classes, perClass, seed, own.For("train")), networks, own);
    }

    /// <summary>Samples of some classes; class centres are those of the seed, noise is its own.</summary>
    public static ClientSamples Samples(ImmutableArray<int> classes, int perClass, Seed seed, Seed noise)
    {
        using var scope = NewDisposeScope();
        using var centres = seed.For("centres").Generator();
        using var spread = noise.Generator();
        var labels = tensor(classes.SelectMany(label => Enumerable.Repeat((long)label, perClass)).ToArray());
        var points = (randn([Classes, Inputs], generator: centres) * 1.1).index_select(0, labels) + (randn([labels.shape[0], Inputs], generator: spread) * 1.5);
        return new ClientSamples(points, points.clone(), labels);
    }

    /// <summary>A projector [d2, d1 + d2] that passes on features from one place of the splice on.</summary>
    /// <param name="from">0 for the shared ones, <see cref="SharedFeatures"/> for the private ones.</param>
    public static Tensor Passing(int from)
    {
        using var scope = NewDisposeScope();
        var count = from == 0 ? SharedFeatures : OwnFeatures;
        var weight = zeros(OwnFeatures, SharedFeatures + OwnFeatures);
        for (var i = 0; i < count; i++) weight[i, from + i] = 1;
        return weight.DetachFromDisposeScope();
    }

    /// <summary>Copies of all values of networks and projectors.</summary>
    public static ImmutableArray<float> Values(params IEnumerable<Tensor> tensors) => [.. tensors.SelectMany(tensor => tensor.data<float>().ToArray())];

    private static int SharedHeadInputs(FederatedVariant variant) => variant == FederatedVariant.Flat ? OwnFeatures : SharedFeatures;
}
