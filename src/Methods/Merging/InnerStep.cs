namespace SurgeryBench.Methods.Merging;

/// <summary>How Concrete AdaMerging adapts coefficients to a sample of the mask before the mask is judged by them.</summary>
public enum InnerStep
{
    /// <summary>
    /// As the reference code does: one step of an Adam that keeps its moments from sample to sample, from the start of the coefficients along
    /// the gradient at the coefficients of the sample before.
    /// </summary>
    CarriedAdam,

    /// <summary>As the paper has it: one step of gradient descent from the start of the coefficients.</summary>
    Gradient,
}
