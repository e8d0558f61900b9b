using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Federated;
using SurgeryBench.Methods.Operations;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// FedMRL with the tasks as clients: each trains a private network over its own expert's frozen embeddings, a copy of a small network over the
/// base's, which all clients see alike, and a private projector of both; only the small network is averaged. The head of the shared network
/// covers the union of all classes, masked to the client's; tasks with equal classes share them. Heterogeneous: five widths in turn. A
/// supervised row to compare with, which merges nothing. Yi et al. 2024, arXiv:2406.00488; steps follow the authors' code, except that uploads
/// are copies, every client's optimisers start at rest, and networks see embeddings in place of images. Every client answers with the copies
/// it has after its last round, as in that code.
/// </summary>
[Published("Yi et al. 2024, arXiv:2406.00488", "heads on prefix and whole of R̃ = Pk [G(z0); Fk(zk)], G averaged over tasks k; z of θ0 and θk")]
public sealed record FederatedMatryoshka : IMergeMethod
{
    private static readonly ImmutableArray<int> PrivateWidths = [256, 192, 128, 96, 64];

    /// <inheritdoc/>
    public string Name => Variant switch
    {
        FederatedVariant.Prefix => "fedmrl-prefix",
        FederatedVariant.Flat => "fedmrl-flat",
        FederatedVariant.Local => "fedmrl-local",
        FederatedVariant.Average => "fedmrl-average",
        _ => "fedmrl",
    };

    /// <inheritdoc/>
    public bool IsReference => true;

    /// <inheritdoc/>
    public DataUse Data => DataUse.LabelledTrain;

    // The width of a private network comes from its place among the tasks.
    /// <inheritdoc/>
    public bool DependsOnOrder => true;

    /// <summary>What is learnt together, and which head answers; default the paper's.</summary>
    public FederatedVariant Variant { get; init; } = FederatedVariant.Nested;

    /// <summary>Whether private networks see the embeddings of the client's own expert, default yes, or those of the base, as the shared one does.</summary>
    public bool UsesExperts { get; init; } = true;

    /// <summary>Rounds, each of which every client takes part in; default 20. The released script runs 500 with a tenth of the clients.</summary>
    public int Iterations { get; init => field = Setting.Positive(value); } = 20;

    /// <summary>Passes over a client's training images a round; default 10, as in the released script.</summary>
    public int Epochs { get; init => field = Setting.Positive(value); } = 10;

    /// <summary>Images a step; default 64. The released script takes 512.</summary>
    public int BatchSize { get; init => field = Setting.Positive(value); } = 64;

    /// <summary>d1, the width of the shared features and of the prefix; at most d2; default 32. The paper finds small ones better.</summary>
    public int SharedFeatures { get; init => field = Setting.Positive(value); } = 32;

    /// <summary>d2, the width of the private features and of the projected vector; default 64.</summary>
    public int Features { get; init => field = Setting.Positive(value); } = 64;

    /// <summary>Step size; default 0.01, as in the released script.</summary>
    public double LearningRate { get; init => field = Setting.Positive(value); } = 0.01;

    /// <summary>Share of the last step that the next one repeats, in (0, 1); default 0.9, as in the released script.</summary>
    public double Momentum { get; init => field = Setting.Between(0, 1, value); } = 0.9;

    /// <summary>Weight decay; above 0; default 1e-3, as in the released script.</summary>
    public double WeightDecay { get; init => field = Setting.Positive(value); } = 1e-3;

    /// <summary>m_G, the weight of the shared head's cross-entropy; above 0; default 1. The private head's is 1.</summary>
    public double SharedWeight { get; init => field = Setting.Positive(value); } = 1;

    /// <inheritdoc/>
    public bool GivesWeights => false;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        if (SharedFeatures > Features) throw new BadInputException($"{Name} has a prefix of {SharedFeatures} numbers in a vector of {Features}; at most {Features} were expected.");
        var encoders = new ClientEncoders(input, hasShared: Variant != FederatedVariant.Local || !UsesExperts, hasOwn: Variant != FederatedVariant.Average && UsesExperts);
        var federation = Federate(input, encoders);
        TrainingLoop.Run(Name, Iterations, input, round => federation.Run(round, input.Cancellation));
        if (Variant == FederatedVariant.Average) federation.Distribute();
        return new FederatedModel(encoders, federation);
    }

    private Federation Federate(MergeInput input, ClientEncoders encoders)
    {
        var blocks = LabelBlock.Of(input.Experts, input.Data);
        var inputs = (int)input.Experts[0].Head.Weight.shape[1];
        var shared = new PerceptronSizes(inputs, PrivateWidths[^1], SharedFeatures, Variant == FederatedVariant.Flat ? Features : SharedFeatures, blocks.Max(block => block.First + block.Count));
        var clients = input.Experts.Select((expert, k) =>
        {
            var own = new PerceptronSizes(inputs, PrivateWidths[k % PrivateWidths.Length], Features, Features, expert.Head.Classes);
            var networks = ClientNetworks.Draw((shared, own), blocks[k], Variant, input.Seed.For($"networks/{expert.Task}"));
            return new FederatedClient(expert.Task, encoders.Samples(input, expert.Task), networks, input.Seed.For($"batches/{expert.Task}"));
        });
        var training = new LocalTraining { Epochs = Epochs, BatchSize = BatchSize, LearningRate = LearningRate, Momentum = Momentum, WeightDecay = WeightDecay, SharedWeight = SharedWeight };
        return new Federation(Perceptron.Draw(shared, input.Seed.For("shared")), [.. clients], training, input.Seed);
    }
}
