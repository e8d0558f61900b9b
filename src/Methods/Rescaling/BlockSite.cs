namespace SurgeryBench.Methods.Rescaling;

/// <summary>Where in a residual block activations are corrected, in the order in which they come about.</summary>
internal enum BlockSite
{
    /// <summary>What the attention read off the values, all heads side by side, before the attention's output layer; [width].</summary>
    Context,

    /// <summary>Output of the second layer norm; [width].</summary>
    Norm,

    /// <summary>Output of the perceptron's first layer, before the activation function; [4 width].</summary>
    Hidden,

    /// <summary>What leaves the block; [width].</summary>
    Output,
}
