using System.Reflection;

namespace Tapestry.Actors.Hosting;

/// <summary>A grain method with a result.</summary>
internal sealed class ResultGrainMethod<TResult>(MethodInfo method, bool isReadOnly) : GrainMethod(method, isReadOnly)
{
    public override Task Unwrap(ValueTask<Task> execution) =>
        execution.IsCompletedSuccessfully ? execution.Result : UnwrapAsync(execution);

    private static async Task<TResult> UnwrapAsync(ValueTask<Task> execution)
    {
        var completed = (Task<TResult>)await execution.ConfigureAwait(false);
        return await completed.ConfigureAwait(false);
    }
}
