using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>What an expert takes each image of its task for, and how sure it is.</summary>
/// <param name="Labels">Class of largest probability, int64 [N].</param>
/// <param name="Confidence">That probability, [N].</param>
internal sealed record ExpertAnswers(Tensor Labels, Tensor Confidence)
{
    /// <summary>Asks an expert once for all images; the tensors are in the caller's dispose scope.</summary>
    public static ExpertAnswers Of(Expert expert, MergeInput input)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var embeddings = Embeddings.Of(images => input.Backbone.Encode(expert.Weights, images), input.ImagesOf(expert.Task));
        var (confidence, labels) = expert.Head.Logits(embeddings).softmax(1).max(1);
        return new ExpertAnswers(labels.MoveToOuterDisposeScope(), confidence.MoveToOuterDisposeScope());
    }

    /// <summary>
    /// SyMerge's loss: the mean cross-entropy to the expert's labels over the images on which both agree or the expert is at least as sure.
    /// </summary>
    /// <param name="logits">The merged model's, [batch, classes], borrowed.</param>
    /// <param name="indices">Which images these are.</param>
    /// <returns>A scalar in the caller's dispose scope; null if the expert has nothing to say on any image.</returns>
    public Tensor? LossOf(Tensor logits, long[] indices)
    {
        using var scope = NewDisposeScope();
        var chosen = tensor(indices, device: Labels.device);
        Tensor labels = Labels.index_select(0, chosen), sure = Confidence.index_select(0, chosen);
        var (top, predicted) = logits.detach().softmax(1).max(1);
        var kept = predicted.eq(labels).logical_or(sure.ge(top)).to_type(logits.dtype);
        var count = kept.sum();
        if (count.item<float>() == 0) return null;
        var losses = -logits.log_softmax(1).gather(1, labels.unsqueeze(1)).squeeze(1);
        return ((losses * kept).sum() / count).MoveToOuterDisposeScope();
    }
}
