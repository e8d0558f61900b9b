using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>A task's training images as a frozen encoder sees them.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Embeddings">[n, width], borrowed.</param>
/// <param name="Labels">int64 [n] from 0, borrowed.</param>
/// <param name="Classes">How many classes the task has.</param>
internal sealed record LabelledEmbeddings(string Task, Tensor Embeddings, Tensor Labels, int Classes);
