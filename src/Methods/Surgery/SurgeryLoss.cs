using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>How far a corrected representation is from the expert's.</summary>
public enum SurgeryLoss
{
    /// <summary>Mean absolute difference: the papers' choice.</summary>
    L1,

    /// <summary>Mean squared difference.</summary>
    L2,

    /// <summary>Huber's loss with threshold 1.</summary>
    SmoothL1,

    /// <summary>Minus the cosine similarity, mean over the batch.</summary>
    NegativeCosine,
}

/// <summary>The losses as functions.</summary>
internal static class SurgeryLossFunctions
{
    /// <summary>The loss between two batches of vectors.</summary>
    /// <param name="loss">Which.</param>
    /// <param name="corrected">[..., width], borrowed.</param>
    /// <param name="target">[..., width], borrowed, without gradient.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Between(this SurgeryLoss loss, Tensor corrected, Tensor target) => loss switch
    {
        SurgeryLoss.L1 => nn.functional.l1_loss(corrected, target),
        SurgeryLoss.L2 => nn.functional.mse_loss(corrected, target),
        SurgeryLoss.SmoothL1 => nn.functional.smooth_l1_loss(corrected, target),
        SurgeryLoss.NegativeCosine => -nn.functional.cosine_similarity(corrected, target, -1).mean(),
        _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "No such loss."),
    };
}
