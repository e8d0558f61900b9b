using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>A merged model whose encoder is corrected and whose classifiers stay what they were.</summary>
/// <param name="merged">The model corrected; borrowed, unless a subclass says otherwise.</param>
internal abstract class RepairedModel(MergedModel merged) : MergedModel
{
    /// <summary>The model corrected.</summary>
    protected MergedModel Merged => merged;

    /// <summary>Those of the model corrected; corrections that compute anything add theirs.</summary>
    public override long ExtraMultiplyAdds => merged.ExtraMultiplyAdds;

    /// <inheritdoc/>
    public override IClassifier? HeadFor(string task) => merged.HeadFor(task);

    /// <inheritdoc/>
    public override Tensor Classify(Tensor images, Tensor embedding, string task, IClassifier head) => merged.Classify(images, embedding, task, head);
}
