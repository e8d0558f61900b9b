namespace SurgeryBench.Core;

/// <summary>Which of a block's linear layers one is.</summary>
public enum LinearRole
{
    /// <summary>Query, key and value, stored as one matrix or as three; its input is the first layer norm's output.</summary>
    Attention,

    /// <summary>What the attention's result goes through.</summary>
    AttentionOut,

    /// <summary>The perceptron's first layer; its input is the second layer norm's output.</summary>
    Expand,

    /// <summary>The perceptron's second layer.</summary>
    Contract,
}
