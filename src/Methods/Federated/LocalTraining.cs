namespace SurgeryBench.Methods.Federated;

/// <summary>How a client trains in a round. Defaults are those of FedMRL's released script, but for the batch.</summary>
internal sealed record LocalTraining
{
    /// <summary>Passes over a client's samples a round, E of the paper; above 0.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Samples a step, at most; above 0.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Step size; above 0.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Share of the last step that the next one repeats, in [0, 1).</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay, added to the gradient after clipping.</summary>
    public double WeightDecay { get; init; } = 1e-3;

    /// <summary>Largest norm of the gradient of each of shared network, private network and projector by itself; above 0.</summary>
    public double ClipNorm { get; init; } = 50;

    /// <summary>m_G, the weight of the shared head's cross-entropy.</summary>
    public double SharedWeight { get; init; } = 1;

    /// <summary>m_F, the weight of the private head's cross-entropy.</summary>
    public double PrivateWeight { get; init; } = 1;

    /// <summary>Whether the projector learns; one that does not makes known cases, where clients only hold what is spliced.</summary>
    public bool TrainsProjector { get; init; } = true;
}
