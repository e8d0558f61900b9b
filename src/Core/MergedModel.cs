using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>What a merge or a repair gives: an encoder for all tasks, whatever it keeps inside. It owns what it keeps.</summary>
public abstract class MergedModel : IDisposable
{
    /// <summary>Parameters stored beyond one encoder, all tasks together.</summary>
    public virtual long ExtraParameters => 0;

    /// <summary>
    /// Multiply-adds of one image beyond one pass of one encoder, mean over tasks, 0 or more; those of linear maps, scales and whole encoders,
    /// as the model computes them. Classifiers are not counted.
    /// </summary>
    public virtual long ExtraMultiplyAdds => 0;

    /// <summary>Whether the task must be known at inference.</summary>
    public virtual bool NeedsTaskId => false;

    /// <summary>What the model consists of, for writing it down; null if it keeps more than one encoder, or classifiers of its own.</summary>
    public virtual ModelParts? Parts => null;

    /// <summary>
    /// The weights the model runs for a task, if it is a plain encoder there; null (as by default) if it routes images, mixes encoders or
    /// corrects activations.
    /// </summary>
    /// <param name="task">The task's name.</param>
    /// <returns>Still owned by the model.</returns>
    public virtual Weights? WeightsFor(string task) => null;

    /// <summary>The classifier the model brings for a task in place of the expert's; null (as most) if it has none.</summary>
    /// <param name="task">The task's name.</param>
    /// <returns>Still owned by the model.</returns>
    public virtual IClassifier? HeadFor(string task) => null;

    /// <summary>Encodes images of a task.</summary>
    /// <param name="images">Borrowed, normalised, [batch, 3, side, side].</param>
    /// <param name="task">Whose images these are; models that do not need it ignore it.</param>
    /// <param name="afterBlock">Called after each block with the tokens the model itself passes on; null for none.</param>
    /// <returns>The un-normalised embedding [batch, embedding], owned by the caller.</returns>
    public abstract Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null);

    /// <summary>
    /// Scores of images over the classes of their task: those of the model's own classifier or, as most have none, of the given one, from the
    /// embedding alone. A model whose classifier looks at the images another time says otherwise.
    /// </summary>
    /// <param name="images">Borrowed, [batch, 3, side, side].</param>
    /// <param name="embedding">What <see cref="Encode"/> gave for them, borrowed, [batch, embedding].</param>
    /// <param name="task">Whose images these are.</param>
    /// <param name="head">The classifier of the task's expert.</param>
    /// <returns>[batch, classes], owned by the caller.</returns>
    public virtual Tensor Classify(Tensor images, Tensor embedding, string task, IClassifier head) => (HeadFor(task) ?? head).Logits(embedding);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes what the model owns.</summary>
    /// <param name="disposing">True from <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);
}
