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
    /// <summary>The losses between batches of vectors that lie one after the other.</summary>
    /// <param name="loss">Which.</param>
    /// <param name="corrected">[batches · size, ..., width], borrowed.</param>
    /// <param name="target">Likewise, without gradient.</param>
    /// <param name="batches">How many there are.</param>
    /// <returns>[batches], in the caller's scope.</returns>
    public static Tensor Between(this SurgeryLoss loss, Tensor corrected, Tensor target, int batches)
    {
        using var scope = NewDisposeScope();
        return loss.Elements(corrected, target).reshape(batches, -1).mean([1]).MoveToOuterDisposeScope();
    }

    private static Tensor Elements(this SurgeryLoss loss, Tensor corrected, Tensor target) => loss switch
    {
        SurgeryLoss.L1 => (corrected - target).abs(),
        SurgeryLoss.L2 => (corrected - target).square(),
        SurgeryLoss.SmoothL1 => nn.functional.smooth_l1_loss(corrected, target, nn.Reduction.None),
        SurgeryLoss.NegativeCosine => -nn.functional.cosine_similarity(corrected, target, -1),
        _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "No such loss."),
    };
}
